import { testPlaces } from './a11y.ts'

testPlaces('phone')
