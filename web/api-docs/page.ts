// The page at /api/docs. It stands beside the screens and shares nothing with them but the theme, so that neither weighs on
// the other.
import SwaggerUI from '@fastify/swagger-ui/static/swagger-ui-bundle.js';
import '@fastify/swagger-ui/static/swagger-ui.css';
import './page.css';

const page = document.documentElement;
page.classList.toggle('dark-mode', page.getAttribute('data-theme') === 'dark');

SwaggerUI({
  url: '/api/openapi.json',
  dom_id: '#calls',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: false,
  // What others would be asked to check stays here.
  validatorUrl: null,
});
