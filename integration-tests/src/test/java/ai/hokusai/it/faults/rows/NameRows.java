package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.harness.Action.cutsConnections;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.HostsFile;
import ai.hokusai.it.faults.harness.OwnResolver;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Faults of the name of Redis and of where it leads, in the JVM of a jar, which can have a resolver of its own. */
final class NameRows {
  // To a multicast address the kernel of Linux connects nobody, whatever the routes of the machine.
  private static final String UNREACHABLE = "224.0.0.1";

  private static final Setup BY_FILE = PLAIN
      .at(server -> HostsFile.NAME)
      .inJvm(testBed -> withoutCache(AppJvm.resolvingFrom(testBed.hosts().path())));
  private static final Setup BY_SERVER = PLAIN
      .at(server -> HostsFile.NAME)
      .preparedBy(TestBed::nameServer)
      .inJvm(testBed -> withoutCache(OwnResolver.jvm()));

  private NameRows() {}

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(
                Fault.DNS_NOT_FOUND, TRANSIENT, "the name taken out of the hosts file", BY_FILE)
            .provokedBy(cutsConnectionsAfter(testBed -> testBed.hosts().forget()))
            .curedBy(testBed -> testBed.hosts().resolveTo(testBed.server().host()))
            .atStart(null),
        FaultCase.of(
                Fault.NETWORK_UNREACHABLE,
                TRANSIENT,
                "the name moved to an unroutable address",
                BY_FILE)
            .provokedBy(cutsConnectionsAfter(testBed -> testBed.hosts().resolveTo(UNREACHABLE)))
            .curedBy(testBed -> testBed.hosts().resolveTo(testBed.server().host()))
            .atStart(null)
            .onlyIf(NameRows::isLinux),
        FaultCase.of(Fault.DNS_TIMEOUT, TRANSIENT, "a name server that falls silent", BY_SERVER)
            .provokedBy(cutsConnectionsAfter(testBed -> testBed.nameServer().fallSilent()))
            .curedBy(testBed -> testBed.nameServer().speak())
            .atStart(null)
            .onlyIf(OwnResolver::isPossible));
  }

  /** A connection that works asks for no name. */
  private static Action cutsConnectionsAfter(Action act) {
    return act.then(cutsConnections());
  }

  /** The JDK believes an address for 30 s, and that there is none for 10 s. */
  private static AppJvm withoutCache(AppJvm jvm) {
    try {
      var file = Scratch.file("without-cache", ".security");
      Files.writeString(file, "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
      return jvm.with("-Djava.security.properties=" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }
}
