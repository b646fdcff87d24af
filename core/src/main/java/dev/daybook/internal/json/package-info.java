/**
 * The codec of one {@link dev.daybook.event.Entry} to one line of UTF-8 and back: format 1.
 *
 * <pre>
 * {"v":1,"seq":12,"type":"tool_result","ts":"2026-11-20T23:00:00.123456Z","session_id":"s-1","id":"...","data":{...},"crc":"9f3a01bc"}
 * </pre>
 *
 * <ul>
 *   <li>one object a line, ended by one line feed; bytes after the last line feed are no line
 *   <li>the key order is fixed, so that a scanner reads seq and type without tokenising the line
 *   <li>{@code id} is there only if the caller gave one
 *   <li>{@code crc} is the CRC-32C (RFC 3720, appendix B.4) of the bytes from the opening brace to
 *       just before {@code ,"crc"}, as 8 lower-case hex digits
 *   <li>every line has its {@code crc}: one without is a fault, {@code missing_crc}, so that no
 *       damage can take it away unseen
 *   <li>any Java string round-trips: a lone surrogate is escaped, everything else but control
 *       characters, quote and backslash stands as it is
 * </ul>
 *
 * <p>Beside Jackson stands a short way, {@link dev.daybook.internal.json.fast}. Two classes take
 * it: {@link dev.daybook.internal.json.PlainLine} to read a line,
 * {@link dev.daybook.internal.json.LineGenerator} to write a string. Without them every line goes
 * through Jackson, slower and with the same result.
 *
 * <p>This is the only package that sees Jackson or Chronicle Bytes, and none of its public types
 * shows them.
 */
@NullMarked
package dev.daybook.internal.json;

import org.jspecify.annotations.NullMarked;
