package dev.daybook.event;

import dev.daybook.DaybookException;

/**
 * An event in a session, such as a user's message, a model's answer or a tool's result.
 *
 * <p>Implementations are records. An event handed to a session is encoded later, on another thread,
 * and written as it was when it was recorded. The records of this package copy their lists in their
 * constructors, which costs nothing for those of {@code List.of}. If recording finds a list that
 * may change in a record of your own, it makes the record anew with copies, by its canonical
 * constructor.
 *
 * <p>On the wire a type is its record's simple name in snake_case ({@code ToolCall} is
 * {@code tool_call}), and each component is a field named the same way; messages about a field name
 * it as it is on the wire. A component is a {@code String}, {@code long}, {@code int},
 * {@code boolean}, {@code double}, a box of these, an {@code Instant}, a {@link Json}, an enum, an
 * {@link OpenEnum}, another record, or a {@code List} of these. It may be null, and is then
 * omitted, if it is a box or marked {@code Nullable}; an empty list is omitted too; every other
 * component is required.
 *
 * <p>The records of this package check their components: a constructor throws
 * {@link DaybookException} with {@code MISSING_FIELD} or {@code INVALID_VALUE}, the type and the
 * field. Records of your own may throw any exception, or check nothing: recording refuses one that
 * lacks a required component with {@code UNENCODABLE}.
 */
public interface SessionEvent {}
