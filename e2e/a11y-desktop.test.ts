import { testPlaces } from './a11y.ts'

testPlaces('desktop')
