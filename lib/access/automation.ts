/** Whom the bootstrap token acts as: not a person who signs in, so that people can approve what automation starts. */
export const AUTOMATION_EMAIL = 'automation@rampart.local';
