package dev.daybook.internal.exchange;

import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.BatchEncoder;

/**
 * A root that files are imported into, with what the imports share. One thread.
 *
 * @param folder the sessions
 * @param kept the bytes of the files
 * @param encoder makes the lines
 * @param admission looks at the events of formats that are not ours
 * @param maxLineBytes the longest line, and the longest item
 */
record ImportRoot(
    SessionFolder folder,
    KeptSources kept,
    BatchEncoder encoder,
    Admission admission,
    int maxLineBytes) {}
