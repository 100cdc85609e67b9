"""TVM's runtime for the browser, built from the sources inside the apache-tvm wheel and a few stand-in headers."""
