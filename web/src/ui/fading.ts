/**
 * For what answered the question before this one, and stays until the answer comes: it can be seen, but nothing can be
 * done with it, since what stands above it is said of the new question.
 * @returns props of the element around it
 */
export const fading = (isOld: boolean | undefined) => isOld && { opacity: 0.6, 'aria-busy': true, inert: true }
