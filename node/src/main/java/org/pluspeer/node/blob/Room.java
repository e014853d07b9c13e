package org.pluspeer.node.blob;

import java.io.IOException;
import java.nio.file.Path;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.DiskFullException;

/** How much may still be written: the disk's room less a margin that keeps the journal and the system going. */
record Room(Disk disk, Path directory, long margin) {

    /** @throws ProblemException DISK_FULL if so many bytes don't fit; nothing always does */
    void require(long bytes) {
        try {
            long usable = disk.usableBytes(directory) - margin;
            if (bytes > 0 && usable < bytes) {
                throw new ProblemException(
                        Problem.Code.DISK_FULL,
                        "It needs " + bytes + " bytes, and the disk has room for " + Math.max(0, usable) + ".");
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    static ProblemException problem(IOException e) {
        return e instanceof DiskFullException
                ? new ProblemException(Problem.Code.DISK_FULL, "The disk is full; nothing was kept.", e)
                : new ProblemException(Problem.Code.STORAGE_FAILED, "The file cannot be kept: " + e.getMessage(), e);
    }
}
