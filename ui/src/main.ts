import '@fontsource-variable/bricolage-grotesque/wght.css';
import '@fontsource-variable/figtree/wght.css';
import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { session } from './lib/session.svelte';

session.takeFromAddress();

const target = document.getElementById('app');
if (target !== null) mount(App, { target });
