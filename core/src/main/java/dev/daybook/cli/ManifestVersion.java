package dev.daybook.cli;

import org.jspecify.annotations.Nullable;

/** The version that the build wrote into the jar's manifest. */
final class ManifestVersion {

  private ManifestVersion() {}

  /** Returns the name of the program and its version, on a line. */
  static String line() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return "daybook " + (version == null ? "(not from a jar)" : version) + "\n";
  }
}
