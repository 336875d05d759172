package dev.logway.verify.fault;

import dev.logway.verify.fault.cluster.Role;
import java.util.List;
import java.util.stream.Stream;

/** All there are. */
final class Faults {
    private Faults() {}

    static List<Fault> all() {
        return Stream.<Fault>concat(
                        Stream.of(Role.values()).map(KilledPart::new),
                        Stream.of(
                                new RestartedPart(),
                                new StoppedProjector(),
                                new StoppedPart(),
                                new CutLink(),
                                new IsolatedBroker(),
                                new KilledInTransaction(),
                                new HangingTransaction(),
                                new DamagedSnapshot(),
                                new RemovedRecord(),
                                new FullDisk(),
                                new LostBroker(),
                                new PowerCut(),
                                new NewBrokerPowerCut(),
                                new SteppedClock()))
                .toList();
    }

    /** Those that need neither rights nor much time. */
    static List<Fault> quick() {
        return List.of(new KilledPart(Role.BROKER), new KilledInTransaction(), new CutLink(), new DamagedSnapshot());
    }
}
