// Owns the name of the style that vite.config.ts makes of the tokens; refuses any other virtual module.
declare module 'virtual:look.css';
