package io.groundswell.local;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.groundswell.flow.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/** The house rules about who may know whom. A rule that matches nothing fails. */
@AnalyzeClasses(packages = "io.groundswell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] STAGES = Settings.STAGES.stream()
            .map(stage -> "io.groundswell." + stage + "..")
            .toArray(String[]::new);

    private static final String[] ROOMS_INSIDE_STAGES = Settings.STAGES.stream()
            .map(stage -> "io.groundswell." + stage + ".*..")
            .toArray(String[]::new);

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_WALL_CLOCK =
            describe("reads the wall clock", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getTarget().getName();
                return (owner.isEquivalentTo(System.class)
                                && Set.of("currentTimeMillis", "nanoTime").contains(name))
                        || (name.equals("now")
                                && (owner.isEquivalentTo(Instant.class)
                                        || owner.isEquivalentTo(LocalDate.class)
                                        || owner.isEquivalentTo(LocalDateTime.class)
                                        || owner.isEquivalentTo(ZonedDateTime.class)))
                        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"));
            });

    @ArchTest
    static void stages_do_not_know_each_other(JavaClasses house) {
        for (String stage : Settings.STAGES) {
            String[] others = Settings.STAGES.stream()
                    .filter(other -> !other.equals(stage))
                    .map(other -> "io.groundswell." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.groundswell." + stage + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(house);
        }
    }

    @ArchTest
    static final ArchRule the_rooms_inside_a_stage_do_not_know_flink = noClasses()
            .that()
            .resideInAnyPackage(ROOMS_INSIDE_STAGES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule only_jobs_touch_kafka = noClasses()
            .that(resideInAnyPackage(STAGES)
                    .and(describe("are no job", type -> !type.getSimpleName().endsWith("Job"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule only_publish_knows_elasticsearch = noClasses()
            .that(resideInAPackage("io.groundswell..")
                    .and(DescribedPredicate.not(resideInAnyPackage(
                            "io.groundswell.publish..", "io.groundswell.local..", "io.groundswell.engines.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("co.elastic..", "org.elasticsearch..");

    @ArchTest
    static final ArchRule nobody_reads_the_wall_clock_outside_flow = noClasses()
            .that(resideInAPackage("io.groundswell..")
                    .and(DescribedPredicate.not(
                            resideInAnyPackage("io.groundswell.flow..", "io.groundswell.engines.."))))
            .should()
            .accessTargetWhere(READS_THE_WALL_CLOCK);

    @ArchTest
    static final ArchRule no_stage_prints = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule names_are_of_the_field = classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
            .andShould()
            .haveNameNotMatching(".*\\.Base[A-Z].*");

    @ArchTest
    static void every_package_has_its_sign(JavaClasses house) {
        Set<JavaPackage> packages = house.getPackage("io.groundswell").getSubpackagesInTree();
        assertThat(packages)
                .filteredOn(room -> !room.getClasses().isEmpty())
                .filteredOn(room -> !room.getName().equals("io.groundswell.topics"))
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.tryGetPackageInfo())
                        .as("package-info of %s", room.getName())
                        .isPresent());
    }
}
