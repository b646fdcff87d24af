/**
 * The rules by which entries become a conversation: the message that each event is, the messages
 * that were heard before, and the order that a model's provider accepts.
 */
@NullMarked
package dev.daybook.internal.transcript;

import org.jspecify.annotations.NullMarked;
