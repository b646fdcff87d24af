/**
 * The acceptance cases of five session logs of other agents, held against Daybook: each test is
 * named after the system whose case it is.
 *
 * <table>
 *   <caption>The systems</caption>
 *   <tr><th>name</th><th>language</th><th>log</th></tr>
 *   <tr><td>{@code Pig}</td><td>Gleam</td><td>one agent run a file: an actor that writes, replays and
 *       dispatches events</td></tr>
 *   <tr><td>{@code Pixir}</td><td>Elixir</td><td>one session a file, contiguous {@code seq}, a strict
 *       fold, forks and a lease for one writer</td></tr>
 *   <tr><td>{@code Celeste}</td><td>Go</td><td>one conversation a file, by project: list, resume,
 *       lenient reading</td></tr>
 *   <tr><td>{@code Zig}, {@code Zag}</td><td>Rust</td><td>one workflow run, one agent session a file:
 *       heartbeats, indexes, tail</td></tr>
 *   <tr><td>{@code Phi}</td><td>Rust</td><td>one document a session: a tree of loops and turns, built
 *       from a stream of events</td></tr>
 * </table>
 */
package dev.daybook.acceptance;
