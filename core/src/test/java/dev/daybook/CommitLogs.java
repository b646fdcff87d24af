package dev.daybook;

/** The way for tests of other packages to a commit log, which is not public yet. */
public final class CommitLogs {

  private CommitLogs() {}

  /** Gives the daybook a commit log with files of that size. */
  public static DaybookBuilder use(DaybookBuilder builder, int bytes) {
    return builder.commitLog(bytes);
  }
}
