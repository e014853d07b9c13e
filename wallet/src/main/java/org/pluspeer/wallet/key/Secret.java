package org.pluspeer.wallet.key;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Bytes that nobody else may see. They lie outside the heap, where the collector makes no copies of them, and are
 * copied in only while they are used.
 */
final class Secret implements AutoCloseable {
    private final MemorySegment memory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean wiped;

    private Secret(MemorySegment memory) {
        this.memory = memory;
    }

    /** Takes the bytes over: the array is zero afterwards. */
    static Secret taking(byte[] bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        Arrays.fill(bytes, (byte) 0);
        return new Secret(memory);
    }

    /**
     * Lends the bytes for the length of one call; the array is zero afterwards.
     *
     * @throws KeyException LOCKED if they were wiped
     */
    <T> T use(Function<byte[], T> action) {
        byte[] lent = copy();
        try {
            return action.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /**
     * Lends the memory itself for the length of one call, without a copy; wiping waits for the call.
     *
     * @throws KeyException LOCKED if they were wiped
     */
    <T> T lend(Function<MemorySegment, T> action) {
        lock.readLock().lock();
        try {
            requireUnwiped();
            return action.apply(memory);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** @throws KeyException LOCKED if they were wiped */
    Secret duplicate() {
        return taking(copy());
    }

    private byte[] copy() {
        return lend(bytes -> bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    private void requireUnwiped() {
        if (wiped) {
            throw new KeyException(KeyException.Code.LOCKED, "the wallet is locked");
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            memory.fill((byte) 0);
            wiped = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
