package org.pluspeer.wallet.key;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.NativeLibrary;
import org.pluspeer.wallet.eth.Signature;

/**
 * libsecp256k1: constant time in the key, which it reads where it lies, outside the heap. One call gives the signature
 * and the parity of its point, so nothing has to be recovered to find it.
 */
final class NativeSigning implements SecretCurve {
    private static final int RECOVERABLE = 65;
    private static final int COMPACT = 64;
    private static final int UNCOMPRESSED = 65;
    /** {@code SECP256K1_EC_UNCOMPRESSED}. */
    private static final int FLAG_UNCOMPRESSED = 2;

    private final MemorySegment context;
    private final MethodHandle sign;
    private final MethodHandle serializeSignature;
    private final MethodHandle createKey;
    private final MethodHandle serializeKey;

    NativeSigning(NativeLibrary library) {
        this.context = library.context();
        this.sign = library.function(
                "secp256k1_ecdsa_sign_recoverable",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        this.serializeSignature = library.function(
                "secp256k1_ecdsa_recoverable_signature_serialize_compact",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        this.createKey = library.function(
                "secp256k1_ec_pubkey_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        this.serializeKey = library.function(
                "secp256k1_ec_pubkey_serialize",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    }

    @Override
    public byte[] publicKey(MemorySegment privateKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocate(COMPACT);
            MemorySegment out = arena.allocate(UNCOMPRESSED);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, UNCOMPRESSED);
            int made = (int) createKey.invokeExact(context, key, privateKey);
            int written = made == 0 ? 0 : (int) serializeKey.invokeExact(context, out, length, key, FLAG_UNCOMPRESSED);
            if (written == 0) {
                throw new IllegalStateException("libsecp256k1 made no public key");
            }
            return out.asSlice(1).toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** With the nonce of RFC 6979, which is the library's own where none is given, and a low s. */
    @Override
    public Signature sign(Hash32 digest, MemorySegment privateKey, byte[] publicKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment work = arena.allocate(RECOVERABLE + COMPACT + Hash32.LENGTH + Integer.BYTES, Long.BYTES);
            MemorySegment parity = work.asSlice(0, Integer.BYTES);
            MemorySegment compact = work.asSlice(Integer.BYTES, COMPACT);
            MemorySegment message = work.asSlice(Integer.BYTES + COMPACT, Hash32.LENGTH);
            MemorySegment signature = work.asSlice(Integer.BYTES + COMPACT + Hash32.LENGTH, RECOVERABLE);
            message.copyFrom(MemorySegment.ofArray(digest.bytes()));
            int signed = (int)
                    sign.invokeExact(context, signature, message, privateKey, MemorySegment.NULL, MemorySegment.NULL);
            int written = signed == 0 ? 0 : (int) serializeSignature.invokeExact(context, compact, parity, signature);
            if (written == 0) {
                throw new IllegalStateException("libsecp256k1 made no signature");
            }
            byte[] bytes = compact.toArray(JAVA_BYTE);
            return new Signature(
                    Hash32.of(Arrays.copyOf(bytes, Hash32.LENGTH)),
                    Hash32.of(Arrays.copyOfRange(bytes, Hash32.LENGTH, COMPACT)),
                    parity.get(JAVA_INT, 0));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
}
