package dev.logway.verify.fault.cluster;

import dev.logway.standalone.FreePorts;

/** Where everything listens: numbers in a row that were free when they were chosen. */
final class Ports {
    private int next;

    private Ports(int first) {
        this.next = first;
    }

    static Ports free(int count) {
        return new Ports(FreePorts.row(count));
    }

    /** One that was not given away before. */
    int take() {
        return next++;
    }
}
