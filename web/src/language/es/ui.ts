import type { Part } from '../catalogue.ts'

export default {
  language: 'Idioma',
  close: 'Cerrar',
  cancel: 'Cancelar',
  tryAgain: 'Reintentar',
  dismiss: 'Descartar',
  open: 'Abrir',
  showMore: 'Mostrar más',
  results_one: '{{number}} en total',
  results_other: '{{number}} en total',
  export: { action: 'Exportar', running: 'Exportando…', failed: 'No se ha exportado' },
  searching: 'Buscando…',
  nobodyFound: 'No se ha encontrado a nadie. Pruebe con menos letras.',
  showChoices: 'Mostrar opciones de {{label}}',
  needed: 'Falta {{label}}.',
  leaving: {
    title: '¿Salir sin guardar?',
    what: 'Se perderá lo que ha escrito aquí.',
    stay: 'Seguir aquí',
    leave: 'Salir sin guardar',
  },
  kept: 'Conservado de antes',
  clear: 'Borrar',
  reference: 'Referencia: {{id}}',
  nameUnavailable: 'Nombre no disponible ahora',
  print: { button: 'Imprimir', sheet: 'Lo que se imprime', asOf: 'Datos a {{moment}} · Wardline' },
  notFound: {
    title: 'Aquí no hay nada',
    body: 'Puede que la dirección esté mal escrita o que lo que había aquí se haya retirado.',
    action: 'Ir a su primera página',
  },
  notOpen: {
    title: 'Esta página no está abierta para usted',
    body: 'Su función no la incluye. Si la necesita para su trabajo, pida ayuda a un administrador.',
  },
  failed: { title: 'No se ha podido mostrar esta página' },
} satisfies Part<'ui'>
