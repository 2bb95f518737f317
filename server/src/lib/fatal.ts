/**
 * The program cannot go on, and the person at the terminal can mend it. The message is one readable line (configuration: a
 * list) that says what is wrong and what to do; it is printed without a stack and the exit code is 1.
 */
export class Fatal extends Error {
  override name = 'Fatal'
}
