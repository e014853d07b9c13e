// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {UNIONS} from "./Addresses.sol";
import {IPayees} from "./IPayees.sol";
import {IUnions} from "./IUnions.sol";
import {Ledger} from "./Ledger.sol";
import {Payee} from "./Payee.sol";

/// @title How what several own together gets to each of them
/// @dev For a split x of members m_i with shares b_i, sum b_i = 10,000, and a = L(x,T) - 1 > 0:
///
///   distribute   L(m_i,T) += floor(a b_i / 10,000);  L(x,T) -= the sum of that, so  1 <= L(x,T) <= number of members
///   forward      L(u,T) := 1 for a union u, and the rest is Unions' to account for
///
/// No sum over the ledger changes by distribute, and forward moves to one address that is part of this code.
abstract contract Payees is IPayees, Ledger {
    using SafeERC20 for IERC20;

    uint256 private constant WHOLE = 10_000;

    function distribute(bytes32[] calldata members, uint16[] calldata bps, address token) external {
        bytes32 split = _splitOf(members, bps);
        uint256 held = _owed(split, token);
        if (held < 2) revert NothingThere(split, token);
        uint256 moved = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 share = (held - 1) * bps[i] / WHOLE;
            _credit(members[i], token, share);
            moved += share;
        }
        _take(split, token, moved);
        emit Distributed(split, token, moved);
    }

    function forward(bytes32 union, address token) external {
        if (!Payee.isUnion(union)) revert NotAUnion(union);
        if (UNIONS.code.length == 0) revert NoUnions(UNIONS);
        uint256 held = _owed(union, token);
        if (held < 2) revert NothingThere(union, token);
        uint256 amount = held - 1;
        _take(union, token, amount);
        emit Forwarded(union, token, amount);
        if (token == COIN) {
            IUnions(UNIONS).pay{value: amount}(union, token, amount);
        } else {
            _calm(token);
            IERC20(token).forceApprove(UNIONS, amount);
            IUnions(UNIONS).pay(union, token, amount);
        }
    }

    function ledgerOf(bytes32 payee, address token) external view returns (uint256) {
        return _owed(payee, token);
    }

    /// @dev A malformed member is refused here and not in distribute, where it would lock the shares of the others.
    function splitOf(bytes32[] calldata members, uint16[] calldata bps) external view returns (bytes32 split) {
        split = _splitOf(members, bps);
        for (uint256 i = 0; i < members.length; ++i) {
            bool nowhere = members[i] == bytes32(uint256(uint160(address(this))));
            if (nowhere || !Payee.isWellFormed(members[i])) revert BadPayee(members[i]);
        }
    }

    function _splitOf(bytes32[] calldata members, uint16[] calldata bps) private pure returns (bytes32) {
        uint256 sum = 0;
        for (uint256 i = 0; i < bps.length; ++i) {
            sum += bps[i];
        }
        if (members.length != bps.length || sum != WHOLE) revert BadShares(members.length, bps.length, sum);
        return Payee.ofSplit(members, bps);
    }
}
