/** The recording of a workflow: tiers of steps, each step an agent's session, and signs of life. */
@NullMarked
package dev.daybook.workflow;

import org.jspecify.annotations.NullMarked;
