package org.pluspeer.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house's arrows and words, as far as a compiler does not see them. */
@AnalyzeClasses(packages = "org.pluspeer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {"org.pluspeer.wallet..", "org.pluspeer.market.."};
    private static final String REFUSED_WORDS =
            ".*(Manager|Helper|Util|Utils|Impl|Handler|Service|Processor|Factory|Provider)$";

    @ArchTest
    static final ArchRule theCoreDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.util.logging..", "org.slf4j..");

    @ArchTest
    static final ArchRule theCoreStartsNoThread = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.concurrent.Executor.class);

    @ArchTest
    static final ArchRule theCoreHoldsNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class);

    @ArchTest
    static final ArchRule vertxStaysAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages("org.pluspeer.node.http..", "org.pluspeer.node.p2p..", "org.pluspeer.node")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule web3jStaysWithTheChain = noClasses()
            .that()
            .resideOutsideOfPackages("org.pluspeer.node.chain..", "org.pluspeer.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.web3j..");

    @ArchTest
    static final ArchRule onlyStoreSpeaksSql = noClasses()
            .that()
            .resideOutsideOfPackages("org.pluspeer.node.store..", "org.pluspeer.node.listing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("org.pluspeer.node.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule marketRoomsHaveNoCycles =
            slices().matching("org.pluspeer.market.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aClassSaysWhatItIs = classes()
            .that()
            .resideOutsideOfPackage("org.pluspeer.contracts.generated..")
            .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("not be named after what it is made like") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    if (type.getSimpleName().matches(REFUSED_WORDS)) {
                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                type, type.getName() + " is named after what it is made like"));
                    }
                }
            });

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(outsideGenerated())
            .should()
            .beFinal();

    private static DescribedPredicate<JavaClass> outsideGenerated() {
        return DescribedPredicate.describe(
                "are not generated", type -> !type.getPackageName().startsWith("org.pluspeer.contracts.generated"));
    }
}
