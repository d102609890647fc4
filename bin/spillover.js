#!/usr/bin/env node
// @ts-check
/**
 * The `spillover` command under any Node ≥ 18: goes on under the Node that came with the dependencies. Installs nothing.
 */
import { findMain, findNode, goOn, orFail } from './pinned-node.js';

await orFail(() => goOn(findNode(), findMain(), process.argv.slice(2)));
