export const adminJa = {}
