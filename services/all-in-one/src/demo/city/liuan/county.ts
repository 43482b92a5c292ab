/** What a county of the demo city does in its year. Every figure here is invented (演示数据): the document prints none of the counties. */
export interface County {
  code: string
  mark: string
  residents: number
  /** Targets, and what the year comes to on the day the figures are taken, as a share of the target. */
  claims: { target: number; reached: number }
  verifications: { target: number; reached: number }
  shows: { target: number; reached: number }
  designatedPharmacies: { all: number; byCode: number }
  pharmacies: { all: number; registering: number }
  listedItems: { all: number; open: number }
  /** New hospital with the whole process by code, and the day; share of its patients who come by code. */
  hospital: { since: string | null; byCode: number }
  /** Services handled in the year, the share fully and partly by code, certificates a case. */
  services: { handled: number; fully: number; partly: number; certificates: number }
  venues: { sampled: number; supporting: number }
  school: { students: number; checkinsPerDay: number }
  enterprises: { enabled: number; checkinsPerDay: number }
  /** Planned scenes and the days on which they were completed; days of further ones. */
  scenes: { planned: number; done: readonly string[]; further: readonly string[] }
  /** Months whose progress report came late, and those with a fault. */
  reports: { late: readonly string[]; faulted: readonly string[] }
  articles: { province: number; city: number; website: number }
  /** Days of confirmed petitions of major effect. */
  petitions: readonly string[]
  appeals: { pairs: number; meanHours: number }
  proxyClaims: { pairs: number; meanHours: number }
  satisfied: number
  /** Evidence items that the reviewer did not find. */
  unmet: readonly string[]
  tickets: { perDay: number; onTime: number; satisfied: number }
}

/** The seven counties and districts of 六安, in official order. */
export const COUNTIES: readonly County[] = [
  {
    code: '341502', mark: 'JA', residents: 850_000,
    claims: { target: 7_200, reached: 1.04 }, verifications: { target: 2_400_000, reached: 1.12 }, shows: { target: 2_900_000, reached: 1.05 },
    designatedPharmacies: { all: 96, byCode: 55 }, pharmacies: { all: 41, registering: 35 }, listedItems: { all: 110, open: 94 },
    hospital: { since: '2021-06-18', byCode: 0.052 }, services: { handled: 1_710, fully: 0.6, partly: 0.27, certificates: 2 },
    venues: { sampled: 30, supporting: 26 }, school: { students: 92_000, checkinsPerDay: 61_000 }, enterprises: { enabled: 24, checkinsPerDay: 2_900 },
    scenes: { planned: 2, done: ['2021-07-20', '2021-10-28'], further: ['2021-11-12'] }, reports: { late: [], faulted: ['2021-05'] },
    articles: { province: 1, city: 3, website: 15 }, petitions: [], appeals: { pairs: 130, meanHours: 9.5 }, proxyClaims: { pairs: 90, meanHours: 10 },
    satisfied: 0.935, unmet: [], tickets: { perDay: 3.6, onTime: 0.97, satisfied: 0.93 },
  },
  {
    code: '341503', mark: 'YA', residents: 890_000,
    claims: { target: 7_600, reached: 0.97 }, verifications: { target: 2_500_000, reached: 1.04 }, shows: { target: 3_000_000, reached: 1.01 },
    designatedPharmacies: { all: 102, byCode: 53 }, pharmacies: { all: 44, registering: 33 }, listedItems: { all: 110, open: 90 },
    hospital: { since: '2021-08-05', byCode: 0.041 }, services: { handled: 1_620, fully: 0.57, partly: 0.3, certificates: 1.8 },
    venues: { sampled: 30, supporting: 25 }, school: { students: 98_000, checkinsPerDay: 60_000 }, enterprises: { enabled: 21, checkinsPerDay: 2_300 },
    scenes: { planned: 2, done: ['2021-08-11', '2021-11-19'], further: [] }, reports: { late: ['2021-02'], faulted: [] },
    articles: { province: 1, city: 2, website: 13 }, petitions: [], appeals: { pairs: 120, meanHours: 11.5 }, proxyClaims: { pairs: 85, meanHours: 11 },
    satisfied: 0.918, unmet: [], tickets: { perDay: 3.6, onTime: 0.95, satisfied: 0.9 },
  },
  {
    code: '341504', mark: 'YJ', residents: 170_000,
    claims: { target: 2_400, reached: 1.1 }, verifications: { target: 480_000, reached: 0.93 }, shows: { target: 560_000, reached: 0.98 },
    designatedPharmacies: { all: 25, byCode: 11 }, pharmacies: { all: 12, registering: 8 }, listedItems: { all: 110, open: 78 },
    hospital: { since: '2021-11-02', byCode: 0.022 }, services: { handled: 420, fully: 0.52, partly: 0.33, certificates: 2.2 },
    venues: { sampled: 20, supporting: 15 }, school: { students: 21_000, checkinsPerDay: 14_600 }, enterprises: { enabled: 9, checkinsPerDay: 1_050 },
    scenes: { planned: 2, done: ['2021-09-30', '2021-12-06'], further: [] }, reports: { late: ['2021-03', '2021-08'], faulted: ['2021-10'] },
    articles: { province: 0, city: 2, website: 9 }, petitions: [], appeals: { pairs: 45, meanHours: 15 }, proxyClaims: { pairs: 40, meanHours: 13 },
    satisfied: 0.884, unmet: ['feasible'], tickets: { perDay: 2.8, onTime: 0.91, satisfied: 0.84 },
  },
  {
    code: '341522', mark: 'HQ', residents: 950_000,
    claims: { target: 8_000, reached: 0.86 }, verifications: { target: 2_600_000, reached: 0.88 }, shows: { target: 3_100_000, reached: 0.92 },
    designatedPharmacies: { all: 118, byCode: 41 }, pharmacies: { all: 50, registering: 32 }, listedItems: { all: 110, open: 81 },
    hospital: { since: '2021-09-15', byCode: 0.033 }, services: { handled: 1_510, fully: 0.5, partly: 0.34, certificates: 1.6 },
    venues: { sampled: 30, supporting: 22 }, school: { students: 118_000, checkinsPerDay: 66_000 }, enterprises: { enabled: 26, checkinsPerDay: 2_200 },
    scenes: { planned: 2, done: ['2021-10-15'], further: [] }, reports: { late: ['2021-01', '2021-06'], faulted: [] },
    articles: { province: 0, city: 1, website: 12 }, petitions: ['2021-07-09'], appeals: { pairs: 140, meanHours: 17 }, proxyClaims: { pairs: 100, meanHours: 14 },
    satisfied: 0.871, unmet: ['supervision_system'], tickets: { perDay: 3.8, onTime: 0.9, satisfied: 0.83 },
  },
  {
    code: '341523', mark: 'SC', residents: 690_000,
    claims: { target: 6_200, reached: 1.01 }, verifications: { target: 1_900_000, reached: 1.06 }, shows: { target: 2_200_000, reached: 1.09 },
    designatedPharmacies: { all: 84, byCode: 45 }, pharmacies: { all: 36, registering: 30 }, listedItems: { all: 110, open: 91 },
    hospital: { since: '2021-05-27', byCode: 0.047 }, services: { handled: 1_340, fully: 0.585, partly: 0.29, certificates: 2.1 },
    venues: { sampled: 25, supporting: 21 }, school: { students: 76_000, checkinsPerDay: 49_500 }, enterprises: { enabled: 18, checkinsPerDay: 2_080 },
    scenes: { planned: 2, done: ['2021-06-25', '2021-11-05'], further: ['2021-11-26'] }, reports: { late: [], faulted: [] },
    articles: { province: 1, city: 2, website: 10 }, petitions: [], appeals: { pairs: 100, meanHours: 10.8 }, proxyClaims: { pairs: 75, meanHours: 9.5 },
    satisfied: 0.924, unmet: [], tickets: { perDay: 3.2, onTime: 0.96, satisfied: 0.91 },
  },
  {
    code: '341524', mark: 'JZ', residents: 500_000,
    claims: { target: 4_800, reached: 0.91 }, verifications: { target: 1_300_000, reached: 1.02 }, shows: { target: 1_500_000, reached: 0.97 },
    designatedPharmacies: { all: 66, byCode: 34 }, pharmacies: { all: 28, registering: 21 }, listedItems: { all: 110, open: 88 },
    hospital: { since: '2021-07-30', byCode: 0.036 }, services: { handled: 1_010, fully: 0.56, partly: 0.31, certificates: 1.9 },
    venues: { sampled: 25, supporting: 20 }, school: { students: 61_000, checkinsPerDay: 39_400 }, enterprises: { enabled: 14, checkinsPerDay: 1_450 },
    scenes: { planned: 2, done: ['2021-08-31', '2021-11-24'], further: [] }, reports: { late: ['2021-09'], faulted: [] },
    articles: { province: 0, city: 2, website: 12 }, petitions: [], appeals: { pairs: 70, meanHours: 12.5 }, proxyClaims: { pairs: 60, meanHours: 11.5 },
    satisfied: 0.903, unmet: [], tickets: { perDay: 3, onTime: 0.93, satisfied: 0.88 },
  },
  {
    code: '341525', mark: 'HS', residents: 290_000,
    claims: { target: 3_600, reached: 1.15 }, verifications: { target: 800_000, reached: 1.18 }, shows: { target: 950_000, reached: 1.14 },
    designatedPharmacies: { all: 42, byCode: 26 }, pharmacies: { all: 18, registering: 16 }, listedItems: { all: 110, open: 97 },
    hospital: { since: '2021-04-20', byCode: 0.061 }, services: { handled: 640, fully: 0.62, partly: 0.26, certificates: 2.3 },
    venues: { sampled: 20, supporting: 18 }, school: { students: 33_000, checkinsPerDay: 22_800 }, enterprises: { enabled: 12, checkinsPerDay: 1_500 },
    scenes: { planned: 2, done: ['2021-05-30', '2021-09-10'], further: ['2021-10-20', '2021-12-03'] }, reports: { late: [], faulted: [] },
    articles: { province: 1, city: 4, website: 16 }, petitions: [], appeals: { pairs: 55, meanHours: 8.2 }, proxyClaims: { pairs: 45, meanHours: 8.5 },
    satisfied: 0.947, unmet: [], tickets: { perDay: 2.8, onTime: 0.975, satisfied: 0.94 },
  },
]
