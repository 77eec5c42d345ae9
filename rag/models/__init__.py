"""The neural parts, each behind a Protocol of one or two methods; heavy imports in constructors."""
