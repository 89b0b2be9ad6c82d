package io.diglot.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The rules, on the classes of every module that goes into the broker. */
// One instance: reading all classes is what takes the time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

  private static final String NETTY = "io.netty..";

  private final JavaClasses broker =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.diglot");

  @Test
  void everyModuleIsLookedAt() {
    for (String module : Rules.ARROWS.keySet()) {
      assertTrue(broker.containPackage(module), module);
    }
    assertTrue(broker.containPackage("io.diglot.server"));
  }

  @TestFactory
  Stream<DynamicTest> arrowsBetweenModules() {
    return Rules.ARROWS.entrySet().stream()
        .map(
            arrow ->
                DynamicTest.dynamicTest(
                    arrow.getKey(),
                    () -> Rules.knowsOnly(arrow.getKey(), arrow.getValue()).check(broker)));
  }

  @TestFactory
  Stream<DynamicTest> librariesStayWhereTheyBelong() {
    return Stream.of(
            Rules.libraryOnlyIn(
                NETTY,
                "io.diglot.remoting..",
                "io.diglot.nativeprotocol..",
                "io.diglot.kafka..",
                "io.diglot.nameserver..",
                "io.diglot.server.."),
            Rules.libraryOnlyIn("org.apache.kafka..", "io.diglot.kafka.."),
            Rules.libraryOnlyIn("picocli..", "io.diglot.server.."))
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(broker)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsOutsideTheProcessHasOneDoor() {
    return Doors.all().stream()
        .map(door -> DynamicTest.dynamicTest(door.what(), () -> door.rule().check(broker)));
  }

  @TestFactory
  Stream<DynamicTest> shape() {
    return List.of(
            Rules.noPackageCycles(),
            Rules.noVagueNames(),
            Rules.noMutableStatics(),
            Rules.everyPackageIsNullMarked(),
            Rules.machinesArePure())
        .stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(broker)));
  }
}
