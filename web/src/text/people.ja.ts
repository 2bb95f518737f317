export const peopleJa = {}
