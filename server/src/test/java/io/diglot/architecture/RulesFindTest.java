package io.diglot.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rule that finds nothing may just look at nothing: each must find the fault that was put in. */
class RulesFindTest {

  private static final String BROKEN = "io.diglot.architecture.broken";

  private final JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);

  @TestFactory
  Stream<DynamicTest> everyRuleFindsItsFault() {
    Stream<ArchRule> shape =
        Stream.of(
            Rules.knowsOnly(BROKEN, List.of()),
            Rules.libraryOnlyIn("io.netty..", "io.diglot.remoting.."),
            Rules.noPackageCycles(),
            Rules.noVagueNames(),
            Rules.noMutableStatics(),
            Rules.everyPackageIsNullMarked(),
            Rules.machinesArePure());
    return Stream.concat(shape, Doors.all().stream().map(Door::rule))
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getDescription(),
                    () -> assertTrue(rule.evaluate(broken).hasViolation(), "found nothing")));
  }
}
