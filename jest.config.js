export default {
  // Generous, for machines are shared: what never ends fails, what is slow does not.
  testTimeout: 60_000,
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['@tierline/source', 'node'] },
  transform: { '\\.ts$': '@swc/jest' },
}
