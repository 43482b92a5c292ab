/** The zone 六安经开区: its figures on 2021-12-15 as its self-report prints them. What the report does not print stays out. */
export const ZONE = {
  code: '341500-jkq',
  mark: 'KF',
  claims: 43_269,
  verifications: 1_358_000,
  shows: 1_708_000,
  appealMeanHours: 10.5,
  proxyClaimMeanHours: 9,
  cityPieces: 2,
  districtPieces: 5,
  scenes: [
    { scenario: 'hospital-by-code', name: '一码就医（新增医院 1 家）' },
    { scenario: 'self-service-hall', name: '安康码7×24小时自助服务大厅' },
    { scenario: 'meeting-check-in', name: '安康码+会议签到' },
  ],
} as const

/** The day on which the year's figures are taken. */
export const FIGURES_DAY = '2021-12-15'
