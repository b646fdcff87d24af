package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StandardEvent;
import java.util.Comparator;
import java.util.List;

/** The vocabulary as it was compiled, for tests that must miss no type of it. By name. */
public final class StandardVocabulary {

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages(SessionEvent.class.getPackageName());

  private StandardVocabulary() {}

  /** The types that are recorded. */
  public static List<Class<? extends SessionEvent>> standardTypes() {
    return eventsOf(StandardEvent.class);
  }

  /** The types that are published and never recorded. */
  public static List<Class<? extends SessionEvent>> ephemeralTypes() {
    return eventsOf(EphemeralEvent.class);
  }

  /** Every public record of the package, the parts of events included, nested ones too. */
  public static List<Class<?>> publicRecords() {
    List<Class<?>> records = CLASSES.stream()
        .filter(type -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .sorted(Comparator.comparing(JavaClass::getName))
        .<Class<?>>map(JavaClass::reflect)
        .toList();
    assertThat(records).hasSizeGreaterThan(100);
    return records;
  }

  private static List<Class<? extends SessionEvent>> eventsOf(
      Class<? extends SessionEvent> marker) {
    List<Class<? extends SessionEvent>> events = publicRecords().stream()
        .filter(marker::isAssignableFrom)
        .<Class<? extends SessionEvent>>map(type -> type.asSubclass(SessionEvent.class))
        .toList();
    assertThat(events).as("records of " + marker).isNotEmpty();
    return events;
  }
}
