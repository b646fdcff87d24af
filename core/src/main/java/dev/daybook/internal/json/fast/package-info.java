/**
 * JSON in the form that Daybook writes, read and written without a parser or a generator: a short
 * way through bytes, which knows of no event, no entry and no library. A line in any other form is
 * refused with {@link dev.daybook.internal.json.fast.NotPlain}, and then a parser reads it.
 *
 * <ul>
 *   <li>{@link dev.daybook.internal.json.fast.PlainCursor} reads tokens and
 *       {@link dev.daybook.internal.json.fast.PlainText} their strings. Both accept only what a
 *       parser accepts, and read it with the same result. {@code PlainLine} makes them, and
 *       {@code JsonValue} asks for the ends and the texts of strings in foreign files
 *   <li>{@link dev.daybook.internal.json.fast.JsonStrings} writes strings, with the same bytes as
 *       the generator. Only {@code LineGenerator} makes it
 *   <li>the others are what a parser and a generator share with them: the cursor and the names that
 *       records are read with, the check of UTF-8, the chars that are escaped, the hash of bytes
 * </ul>
 *
 * <p>The worth of each part was measured on a whole fold of mixed entries, checksum and records
 * included, by leaving out one at a time. A part that is worth less than 15 % there has no place:
 *
 * <ul>
 *   <li>{@code PlainLine} with {@code PlainCursor} instead of a parser: 1.76 times the speed, and a
 *       little more than half of the allocation
 *   <li>{@code PlainText} with strings that have escapes, instead of leaving such lines to the
 *       parser: 2.26 times
 *   <li>eight bytes at a time in it, instead of one: 1.47 times
 *   <li>on a whole write, {@code LineGenerator} with {@code JsonStrings} instead of Jackson's own
 *       strings: 2.15 times
 *   <li>on a whole write of short strings, the way for few chars in {@code JsonStrings}: 1.14 times
 * </ul>
 */
@NullMarked
package dev.daybook.internal.json.fast;

import org.jspecify.annotations.NullMarked;
