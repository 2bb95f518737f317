export const settingsJa = {}
