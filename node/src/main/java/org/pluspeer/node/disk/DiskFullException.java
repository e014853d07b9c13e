package org.pluspeer.node.disk;

import java.io.IOException;

/** The disk or the quota has no room left. Nothing else is wrong with it. */
public final class DiskFullException extends IOException {
    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }

    public DiskFullException(String message) {
        super(message);
    }
}
