// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// A token as most are: EIP-2612 and not EIP-3009, so that the price is paid out of an allowance.
contract PermitToken is ERC20Permit {
    constructor() ERC20("Permit", "PRM") ERC20Permit("Permit") {
        _mint(msg.sender, 1e12);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
