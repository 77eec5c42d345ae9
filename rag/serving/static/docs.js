// The description of the HTTP interface, drawn by Swagger UI.

SwaggerUIBundle({
  url: `${document.documentElement.dataset.root ?? ""}/openapi.json`,
  dom_id: "#swagger-ui",
  deepLinking: true,
  // Nothing is asked of the validator of its makers.
  validatorUrl: null,
});
