/** The forms in which a session leaves that no agent reads: Markdown, messages, and flat rows. */
@NullMarked
package dev.daybook.internal.exchange.text;

import org.jspecify.annotations.NullMarked;
