package io.diglot.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * What a report needs to know of a case.
 *
 * @param name its name
 * @param relativeTo the case that it is compared with on the same broker too
 * @param goals what Diglot is to reach
 */
public record CaseDescription(String name, Optional<String> relativeTo, List<Goal> goals) {}
