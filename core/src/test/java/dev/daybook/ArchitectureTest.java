package dev.daybook;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CONTRIBUTING.md says of packages and libraries, kept. */
class ArchitectureTest {

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.daybook");

  private static final List<String> HIDDEN_LIBRARIES =
      List.of("com.fasterxml.", "net.openhft.", "com.lmax.", "org.HdrHistogram.");

  @Test
  void packagesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.daybook..")
        .withOptionalLayers(true)
        .layer("event")
        .definedBy("dev.daybook.event..")
        .layer("codec")
        .definedBy("dev.daybook.codec..")
        .layer("journal")
        .definedBy("dev.daybook.journal..")
        .layer("replay")
        .definedBy("dev.daybook.replay..")
        .layer("tree")
        .definedBy("dev.daybook.tree..")
        .layer("diagnosis")
        .definedBy("dev.daybook.diagnosis..")
        .layer("session")
        .definedBy("dev.daybook.session..")
        .layer("catalog")
        .definedBy("dev.daybook.catalog..")
        .layer("follow")
        .definedBy("dev.daybook.follow..")
        .layer("fork")
        .definedBy("dev.daybook.fork..")
        .layer("verify")
        .definedBy("dev.daybook.verify..")
        .layer("workflow")
        .definedBy("dev.daybook.workflow..")
        .layer("agent")
        .definedBy("dev.daybook.agent..")
        .layer("daybook")
        .definedBy("dev.daybook")
        .layer("examples")
        .definedBy("dev.daybook.examples..")
        .layer("cli")
        .definedBy("dev.daybook.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("examples")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("daybook")
        .mayOnlyBeAccessedByLayers("examples", "cli")
        .whereLayer("catalog")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("follow")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("fork")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("verify")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("workflow")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("agent")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers(
            "catalog", "follow", "fork", "verify", "workflow", "daybook", "cli")
        .whereLayer("diagnosis")
        .mayOnlyBeAccessedByLayers("verify", "daybook", "cli")
        .whereLayer("tree")
        .mayOnlyBeAccessedByLayers("daybook", "cli")
        .whereLayer("replay")
        .mayOnlyBeAccessedByLayers(
            "tree",
            "diagnosis",
            "session",
            "catalog",
            "follow",
            "fork",
            "verify",
            "workflow",
            "daybook",
            "examples",
            "cli")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers(
            "session",
            "catalog",
            "follow",
            "fork",
            "verify",
            "workflow",
            "agent",
            "daybook",
            "examples",
            "cli")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers(
            "journal",
            "replay",
            "tree",
            "diagnosis",
            "session",
            "catalog",
            "follow",
            "fork",
            "verify",
            "workflow",
            "daybook",
            "cli")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
    slices().matching("dev.daybook.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The doors of the packages that are not public as a whole, as the command uses them. */
  private static final Set<String> DOORS = Set.of(
      "dev.daybook.codec.EventTypes",
      "dev.daybook.codec.InputDecoder",
      "dev.daybook.codec.JsonText",
      "dev.daybook.journal.Counters",
      "dev.daybook.journal.Durability",
      "dev.daybook.journal.JournalListener",
      "dev.daybook.journal.Overflow",
      "dev.daybook.journal.Session",
      "dev.daybook.session.LockHolder");

  @Test
  void theCommandUsesWhatAnyProgramMayUse() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.daybook.cli..", "dev.daybook.examples..")
        .should()
        .dependOnClassesThat(describe(
            "are of the library's inside",
            (JavaClass type) ->
                type.getPackageName().matches("dev\\.daybook\\.(codec|journal|session)")
                    && !DOORS.contains(type.getName())))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "com.fasterxml..,codec",
    "net.openhft..,codec",
    "com.lmax..,journal",
    "org.HdrHistogram..,examples"
  })
  void aLibraryIsSeenByOnePackageAlone(String library, String owner) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.daybook." + owner + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(CLASSES);
  }

  @Test
  void noPublicSignatureShowsALibrary() {
    assertThat(CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .flatMap(type -> Stream.concat(supertypes(type), memberTypes(type)))
            .filter(ArchitectureTest::isHidden))
        .isEmpty();
    assertThat(CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .flatMap(ArchitectureTest::memberTypes))
        .as("this test sees signatures")
        .anyMatch(use -> use.endsWith(" java.nio.ByteBuffer"));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static Stream<String> supertypes(JavaClass type) {
    return Stream.concat(type.getRawSuperclass().stream(), type.getAllRawInterfaces().stream())
        .map(supertype -> type.getName() + " is a " + supertype.getName());
  }

  /** Every type in the signature of a member that others can use. */
  private static Stream<String> memberTypes(JavaClass type) {
    Stream<JavaMember> members =
        Stream.concat(type.getFields().stream(), type.getCodeUnits().stream());
    return members
        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED))
        .flatMap(member -> member.getAllInvolvedRawTypes().stream()
            .map(used -> member.getFullName() + " shows " + used.getName()));
  }

  private static boolean isHidden(String use) {
    String used = use.substring(use.lastIndexOf(' ') + 1);
    return HIDDEN_LIBRARIES.stream().anyMatch(used::startsWith);
  }

  @Test
  void onlyTheCommandPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.daybook.cli..")
        // it runs when the log may be closed already
        .and()
        .doNotBelongToAnyOf(ShutdownHook.class)
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    JavaPackage root = CLASSES.getPackage("dev.daybook");
    List<JavaPackage> packages = Stream.concat(
            Stream.of(root), root.getSubpackagesInTree().stream())
        .filter(javaPackage -> !javaPackage.getClasses().isEmpty())
        .toList();
    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(packages)
        .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class), "is @NullMarked");
  }

  @Test
  void aClassIsNamedForWhatItIs() {
    classes()
        .should(be(describe(
            "named for what they are",
            (JavaClass type) -> !type.getSimpleName().matches(".*(Impl|Manager|Helper)|.*Util.*"))))
        .check(CLASSES);
  }
}
