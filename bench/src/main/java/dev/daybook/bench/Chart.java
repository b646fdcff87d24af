package dev.daybook.bench;

/**
 * A picture of some numbers of a run.
 *
 * @param file its name in the result's folder
 * @param words what it shows, for those who do not see it, and to be quoted
 * @param svg the picture
 */
record Chart(String file, String words, String svg) {

  /** The picture, and the same in words below it. */
  String markdown() {
    return "![" + words + "](" + file + ")\n\n" + words + "\n";
  }
}
