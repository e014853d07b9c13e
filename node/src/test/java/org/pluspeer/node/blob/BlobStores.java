package org.pluspeer.node.blob;

import java.nio.file.Path;
import org.pluspeer.node.disk.Disk;

/** Stores on disks that tests make. */
public final class BlobStores {
    private BlobStores() {}

    /** With nothing left free. */
    public static BlobStore on(Disk disk, Path home) {
        return BlobStore.open(disk, home.resolve("blobs"), home.resolve("downloads"), 0);
    }
}
