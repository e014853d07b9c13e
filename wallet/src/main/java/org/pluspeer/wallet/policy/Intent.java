package org.pluspeer.wallet.policy;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip191;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Eip7702;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Siwe;
import org.pluspeer.wallet.eth.Transaction;
import org.pluspeer.wallet.eth.TypedData;

/** Something that a signature is wanted for, said in full before it is signed. */
public sealed interface Intent {

    Purpose purpose();

    /** What it can cost the signer at most, without gas. Empty where it moves none of the signer's money. */
    List<Spend> spends();

    /** Wei that its gas can cost at most, on top of the spends; zero where it is no transaction. */
    default Amount maxGas() {
        return Amount.ZERO;
    }

    /** The 32 bytes that would be signed. */
    Hash32 digest();

    /**
     * Money that leaves the signer's control.
     *
     * @param counterparty who gets it, or may get it
     * @param token the zero address for the chain's own coin
     * @param amount in base units
     * @param kind what it is paid for
     */
    record Spend(Address counterparty, Address token, Amount amount, Kind kind) {
        /** For nothing that is listed. */
        public Spend(Address counterparty, Address token, Amount amount) {
            this(counterparty, token, amount, Kind.TRANSFER);
        }
    }

    /** A transaction; its gas is spent on top of {@link #spends()}. */
    record Transact(Purpose purpose, Transaction transaction, List<Spend> spends) implements Intent {
        public Transact {
            spends = List.copyOf(spends);
        }

        @Override
        public Amount maxGas() {
            return transaction.maxGasCost();
        }

        @Override
        public Hash32 digest() {
            return transaction.signingHash();
        }
    }

    /** An EIP-712 message. */
    record SignTyped(Purpose purpose, Eip712.Domain domain, Eip712.Struct message, List<Spend> spends)
            implements Intent {
        public SignTyped {
            spends = List.copyOf(spends);
        }

        @Override
        public Hash32 digest() {
            return Eip712.digest(domain, message);
        }
    }

    /** A text or bytes that another program or a person wants signed (EIP-191). */
    record SignText(byte[] message) implements Intent {
        public SignText {
            message = message.clone();
        }

        @Override
        public byte[] message() {
            return message.clone();
        }

        @Override
        public Purpose purpose() {
            return Purpose.MESSAGE;
        }

        @Override
        public List<Spend> spends() {
            return List.of();
        }

        @Override
        public Hash32 digest() {
            return Eip191.digest(message);
        }
    }

    /** An EIP-712 message of another program, which is none of those that have a purpose of their own. */
    record SignTypedData(TypedData data) implements Intent {
        @Override
        public Purpose purpose() {
            return Purpose.TYPED_DATA;
        }

        @Override
        public List<Spend> spends() {
            return List.of();
        }

        @Override
        public Hash32 digest() {
            return data.digest();
        }
    }

    /** A sign-in somewhere else (EIP-4361). */
    record SignIn(Siwe message) implements Intent {
        @Override
        public Purpose purpose() {
            return Purpose.LOGIN;
        }

        @Override
        public List<Spend> spends() {
            return List.of();
        }

        @Override
        public Hash32 digest() {
            return message.digest();
        }
    }

    /** Hands the account over to a contract's code (EIP-7702). */
    record Delegate(Eip7702.Authorization authorization) implements Intent {
        @Override
        public Purpose purpose() {
            return Purpose.DELEGATION;
        }

        @Override
        public List<Spend> spends() {
            return List.of();
        }

        @Override
        public Hash32 digest() {
            return authorization.digest();
        }
    }
}
