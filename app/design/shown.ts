/** The design page is for who builds Rampart: in development, and where the tests ask for it. */
export const isDesignShown = (env: NodeJS.ProcessEnv): boolean =>
  env.NODE_ENV !== 'production' || env.RAMPART_DESIGN_PAGE === '1';
