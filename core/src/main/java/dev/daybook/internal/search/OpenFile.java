package dev.daybook.internal.search;

import dev.daybook.internal.line.SessionSource;

/**
 * A session's file that is searched, piece by piece.
 *
 * @param session the session's id
 * @param source its bytes, read by any thread
 * @param size its length when it was opened: what is written later is not searched
 */
record OpenFile(String session, SessionSource source, long size) {}
