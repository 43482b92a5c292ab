import { createRouter, createWebHistory } from 'vue-router'
import { fetchPart } from './app/fetch-part.ts'
import BoardRoute from './board/BoardRoute.vue'

const page = <T>(load: () => Promise<T>) => () => fetchPart(load)

/** Pages and their addresses; the query string holds the rest of the view. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: page(() => import('./app/HomePage.vue')) },
    { path: '/boards/:rubric/:group/units/:unit', name: 'unit', component: page(() => import('./unit/UnitPage.vue')), props: true },
    { path: '/boards/:rubric/:group/:period?', name: 'board', component: BoardRoute },
    { path: '/boards/:rubric/:group/what-if', name: 'what-if', component: page(() => import('./what-if/WhatIfPage.vue')), props: true },
    { path: '/rubrics', name: 'rubrics', component: page(() => import('./rubric/RubricListPage.vue')) },
    { path: '/rubrics/:id', name: 'rubric', component: page(() => import('./rubric/RubricPage.vue')), props: true },
    { path: '/judge', name: 'judge', component: page(() => import('./judge/JudgePage.vue')) },
    { path: '/alerts', name: 'alerts', component: page(() => import('./alert/AlertListPage.vue')) },
    { path: '/alerts/:id(\\d+)', name: 'alert', component: page(() => import('./alert/AlertPage.vue')), props: true },
    { path: '/watches', name: 'watches', component: page(() => import('./watch/WatchListPage.vue')) },
    { path: '/watches/_new', name: 'watch-new', component: page(() => import('./watch/WatchPage.vue')), props: { id: null } },
    { path: '/watches/:id', name: 'watch', component: page(() => import('./watch/WatchPage.vue')), props: true },
    { path: '/channels', name: 'channels', component: page(() => import('./channel/ChannelListPage.vue')) },
    { path: '/channels/_new', name: 'channel-new', component: page(() => import('./channel/ChannelPage.vue')), props: { id: null } },
    { path: '/channels/:id', name: 'channel', component: page(() => import('./channel/ChannelPage.vue')), props: true },
    { path: '/quality', name: 'quality', component: page(() => import('./quality/QualityPage.vue')) },
    { path: '/snapshots', name: 'snapshots', component: page(() => import('./snapshot/SnapshotListPage.vue')) },
    { path: '/snapshots/:id(\\d+)', name: 'snapshot', component: page(() => import('./snapshot/SnapshotPage.vue')), props: true },
    { path: '/snapshots/:id(\\d+)/difference', name: 'snapshot-difference', component: page(() => import('./snapshot/DifferencePage.vue')), props: true },
    { path: '/snapshot-plans', name: 'snapshot-plans', component: page(() => import('./snapshot/PlanPage.vue')) },
    { path: '/:rest(.*)*', name: 'lost', component: page(() => import('./app/LostPage.vue')) },
  ],
})

// A page that the server no longer has, since a new version stands there, is opened anew from it. The first page of all was just fetched from it: to do it there again would never end.
router.onError((_reason, to) => {
  if (router.currentRoute.value.matched.length > 0) location.assign(to.fullPath)
})
