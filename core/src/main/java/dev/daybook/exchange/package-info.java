/**
 * The session files of other agents, in and out. {@link dev.daybook.Daybook#importFile} brings one
 * in, {@link dev.daybook.exchange.AgentFormat} is what a program implements to add a format.
 */
@NullMarked
package dev.daybook.exchange;

import org.jspecify.annotations.NullMarked;
