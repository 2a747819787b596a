#!/usr/bin/env node
'use strict';

const { join } = require('node:path');
const { start } = require('../dist/cli/start.cjs');

start(process.argv.slice(2), join(__dirname, '../dist/cli'), require).then((code) => {
  process.exitCode = code;
});
