package dev.daybook.event;

/**
 * The origin of a recorder's events.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record SourceKind(String wireName) implements OpenEnum {
  public static final SourceKind WRAPPER = new SourceKind("wrapper");
  public static final SourceKind PROVIDER_FILE = new SourceKind("provider_file");
  public static final SourceKind PROVIDER_LOG = new SourceKind("provider_log");
  public static final SourceKind STDOUT = new SourceKind("stdout");
  public static final SourceKind STDERR = new SourceKind("stderr");
  public static final SourceKind BACKFILL = new SourceKind("backfill");

  public SourceKind {
    Check.present(wireName, SourceKind.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
