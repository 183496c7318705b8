// The face of platform/configuration: settings from the environment and secrets from the data directory.
export { type Configuration, ConfigurationError, readConfiguration } from './configuration.ts';
export { generateSecrets, loadSecrets, type Secrets } from './secrets.ts';
