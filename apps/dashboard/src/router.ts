import { createRouter, createWebHistory } from 'vue-router'
import BoardRoute from './board/BoardRoute.vue'

/** Pages and their addresses; the query string holds the rest of the view. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./app/HomePage.vue') },
    { path: '/boards/:rubric/:group/units/:unit', name: 'unit', component: () => import('./unit/UnitPage.vue'), props: true },
    { path: '/boards/:rubric/:group/:period?', name: 'board', component: BoardRoute },
    { path: '/boards/:rubric/:group/what-if', name: 'what-if', component: () => import('./what-if/WhatIfPage.vue'), props: true },
    { path: '/rubrics', name: 'rubrics', component: () => import('./rubric/RubricListPage.vue') },
    { path: '/rubrics/:id', name: 'rubric', component: () => import('./rubric/RubricPage.vue'), props: true },
    { path: '/judge', name: 'judge', component: () => import('./judge/JudgePage.vue') },
    { path: '/alerts', name: 'alerts', component: () => import('./alert/AlertListPage.vue') },
    { path: '/alerts/:id(\\d+)', name: 'alert', component: () => import('./alert/AlertPage.vue'), props: true },
    { path: '/watches', name: 'watches', component: () => import('./watch/WatchListPage.vue') },
    { path: '/watches/_new', name: 'watch-new', component: () => import('./watch/WatchPage.vue'), props: { id: null } },
    { path: '/watches/:id', name: 'watch', component: () => import('./watch/WatchPage.vue'), props: true },
    { path: '/channels', name: 'channels', component: () => import('./channel/ChannelListPage.vue') },
    { path: '/channels/_new', name: 'channel-new', component: () => import('./channel/ChannelPage.vue'), props: { id: null } },
    { path: '/channels/:id', name: 'channel', component: () => import('./channel/ChannelPage.vue'), props: true },
    { path: '/quality', name: 'quality', component: () => import('./quality/QualityPage.vue') },
    { path: '/snapshots', name: 'snapshots', component: () => import('./snapshot/SnapshotListPage.vue') },
    { path: '/snapshots/:id(\\d+)', name: 'snapshot', component: () => import('./snapshot/SnapshotPage.vue'), props: true },
    { path: '/snapshots/:id(\\d+)/difference', name: 'snapshot-difference', component: () => import('./snapshot/DifferencePage.vue'), props: true },
    { path: '/snapshot-plans', name: 'snapshot-plans', component: () => import('./snapshot/PlanPage.vue') },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./app/LostPage.vue') },
  ],
})
