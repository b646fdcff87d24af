package dev.daybook.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class ManifestVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"daybook " + (version == null ? "(not from a jar)" : version)};
  }
}
